"""Pictures of finished PDFs, for screens and for documents."""
