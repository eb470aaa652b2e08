"""What makes the record provable: the Merkle log and the findings of an audit."""
