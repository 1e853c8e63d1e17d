"""The transparency log: a C2SP ``tlog-tiles`` tree beside the packages, one leaf per archived version."""
