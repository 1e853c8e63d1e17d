"""Papers of another make than those of ``hoso.samples``: other forms, faces, habits, places and scanners.

Layouts, confidence and rules were fitted on the papers of ``hoso.samples``; these say how far that carries.
"""
