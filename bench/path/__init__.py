"""Speed, memory and reading errors of the whole path, beside OCRmyPDF on the same pages."""
