"""The paper as a document, and the document as Markdown and DOCX."""
