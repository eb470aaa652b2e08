"""What every other package stands on: ids, times, envelopes, refusals."""
