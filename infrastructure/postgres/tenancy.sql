-- Run at every start, so that what a restore or an older release left open is closed again.

-- Withholds rows from whoever is not told whose they are to see. A table with organization_id shows the rows of the organization
-- named by app.organization_id, one with user_id those of the person named by app.user_id; a setting that is missing or empty shows
-- none. Writers and the platform's own readers see all. Answers whether the table has rows to withhold.
CREATE OR REPLACE FUNCTION platform.protect_table(protected regclass, readable boolean) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  schema_name name := (SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = protected);
  has_organization boolean := EXISTS (SELECT FROM pg_attribute WHERE attrelid = protected AND attname = 'organization_id');
  has_person boolean := EXISTS (SELECT FROM pg_attribute WHERE attrelid = protected AND attname = 'user_id');
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %s TO objecta_writer, objecta_reader, objecta_platform_reader', schema_name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO objecta_writer', protected);
  EXECUTE format('GRANT SELECT ON %s TO objecta_platform_reader', protected);
  IF readable THEN
    EXECUTE format('GRANT SELECT ON %s TO objecta_reader', protected);
  END IF;
  IF NOT has_organization AND NOT has_person THEN
    RETURN false;
  END IF;
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', protected);
  EXECUTE format('DROP POLICY IF EXISTS of_organization ON %1$s; DROP POLICY IF EXISTS of_person ON %1$s;
    DROP POLICY IF EXISTS platform_writes ON %1$s; DROP POLICY IF EXISTS platform_reads ON %1$s', protected);
  IF has_organization THEN
    EXECUTE format($policy$CREATE POLICY of_organization ON %s
      USING (organization_id = NULLIF(current_setting('app.organization_id', true), ''))
      WITH CHECK (organization_id = NULLIF(current_setting('app.organization_id', true), ''))$policy$, protected);
  END IF;
  IF has_person THEN
    EXECUTE format($policy$CREATE POLICY of_person ON %s
      USING (user_id = NULLIF(current_setting('app.user_id', true), ''))
      WITH CHECK (user_id = NULLIF(current_setting('app.user_id', true), ''))$policy$, protected);
  END IF;
  EXECUTE format('CREATE POLICY platform_writes ON %s TO objecta_writer USING (true) WITH CHECK (true)', protected);
  EXECUTE format('CREATE POLICY platform_reads ON %s FOR SELECT TO objecta_platform_reader USING (true)', protected);
  RETURN true;
END $$;

-- Lets the name that queries use be read by whoever may read the generation behind it: the view asks as its reader.
CREATE OR REPLACE FUNCTION platform.show_view(shown regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('GRANT SELECT ON %s TO objecta_reader, objecta_writer, objecta_platform_reader', shown);
END $$;

-- Protects every table of the product that is not protected yet; read models are those that have generations.
CREATE OR REPLACE FUNCTION platform.protect_tables() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  schemas CONSTANT text[] := ARRAY['admin', 'analytics', 'billing', 'identity', 'notifications', 'support', 'team',
    'platform', 'projections', 'reactions', 'personal_data'];
  found record;
BEGIN
  FOR found IN
    SELECT oid::regclass AS name, relkind, relname ~ '__g\d+$' AS is_read_model
    FROM pg_class
    WHERE relnamespace::regnamespace::text = ANY (schemas)
      AND (relkind = 'v' AND NOT has_table_privilege('objecta_reader', oid, 'SELECT')
        OR relkind IN ('r', 'p') AND oid <> 'platform.migrations'::regclass
          AND (NOT relforcerowsecurity OR NOT relrowsecurity OR NOT has_table_privilege('objecta_writer', oid, 'DELETE')
            OR NOT has_schema_privilege('objecta_reader', relnamespace, 'USAGE')))
  LOOP
    IF found.relkind = 'v' THEN
      PERFORM platform.show_view(found.name);
    ELSE
      PERFORM platform.protect_table(found.name, found.is_read_model);
    END IF;
  END LOOP;
  IF to_regclass('projections.checkpoints') IS NOT NULL THEN
    GRANT SELECT ON projections.checkpoints TO objecta_reader;
  END IF;
  IF to_regclass('platform.webhook_deliveries') IS NOT NULL THEN
    GRANT SELECT ON platform.webhook_deliveries, platform.webhook_attempts TO objecta_reader;
  END IF;
  IF to_regclass('personal_data.subject_keys') IS NOT NULL THEN
    REVOKE DELETE ON personal_data.subject_keys FROM objecta_writer;
    REVOKE SELECT ON personal_data.subject_keys FROM objecta_platform_reader;
  END IF;
END $$;
