"""Files of other programs that a page shows: SVG drawings, pictures, fonts, judged before anything draws them."""
