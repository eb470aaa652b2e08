"""The commands, one module for each subject; each is imported only when it is called."""
