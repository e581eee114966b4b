"""Looking at products before they are final: pages as pictures, and PDFs that follow what is being written."""
