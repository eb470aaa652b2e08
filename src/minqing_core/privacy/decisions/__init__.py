"""Restricting personal data, and destroying it by two people once the law allows (S12, S44)."""
