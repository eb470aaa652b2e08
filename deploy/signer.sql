-- The signer's role, named as its user, whom PostgreSQL knows by that (peer): it reads the log,
-- in which personal words are sealed, and nothing else. Run by postgres, after `minqing db init`.
CREATE ROLE "minqing-sign" LOGIN;
GRANT USAGE ON SCHEMA minqing TO "minqing-sign";
GRANT SELECT ON minqing.stored_events, minqing.leaf, minqing.frontier TO "minqing-sign";
