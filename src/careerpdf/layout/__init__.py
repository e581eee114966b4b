"""From document nodes to pages: flowables, columns, page breaks, running heads."""
