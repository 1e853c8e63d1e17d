"""What a dossier is: values and rules of the trade. Standard library only, no input or output."""
