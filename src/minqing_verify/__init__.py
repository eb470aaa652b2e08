"""The verifier that is handed out: one file that needs Python and nothing of ours."""
