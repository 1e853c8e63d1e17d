"""The object store: where archived packages and the transparency log lie."""
