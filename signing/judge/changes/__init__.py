"""What later revisions of a PDF did to what an earlier one shows: named change by change, permitted or not."""
