"""Pictures as SVG, for documents and web pages: drawn by hand, each with its title, its words and a table."""
