"""The pages: in Chinese, made on the server, of use without scripts."""
