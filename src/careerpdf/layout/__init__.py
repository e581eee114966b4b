"""Layout of document nodes on pages: flowables, columns, page breaks, running heads."""
