"""Keys, CMS, PAdES, time stamps, trust, and the judging of signatures."""
