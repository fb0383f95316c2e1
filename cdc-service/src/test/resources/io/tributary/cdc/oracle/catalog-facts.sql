-- What a catalog says about schemas: one query a kind, each with the schemas as its one parameter
-- and three columns: subject, aspect, value.

-- kind: relation
SELECT c.oid::regclass, a.aspect, a.value
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
  LEFT JOIN pg_am m ON m.oid = c.relam
 CROSS JOIN LATERAL (VALUES
   ('kind', c.relkind::text),
   ('persistence', c.relpersistence::text),
   ('replica identity', c.relreplident::text),
   ('row security', c.relrowsecurity::text),
   ('forced row security', c.relforcerowsecurity::text),
   ('options', (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(c.reloptions) AS o)),
   ('toast options', (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(t.reloptions) AS o)),
   ('access method', m.amname::text),
   ('partition bound', pg_get_expr(c.relpartbound, c.oid)),
   ('partition key', CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END),
   ('type', CASE WHEN c.reloftype <> 0 THEN c.reloftype::regtype::text END),
   ('populated', c.relispopulated::text)) AS a(aspect, value)
 WHERE c.relkind <> 'c' AND n.nspname = ANY(?) AND NOT EXISTS (
         SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
            AND d.deptype = 'e')
-- kind: parent
SELECT i.inhrelid::regclass, 'parent ' || i.inhseqno,
       i.inhparent::regclass || CASE WHEN i.inhdetachpending THEN ' detached' ELSE '' END
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ANY(?)
-- kind: column
SELECT c.oid::regclass || '.' || quote_ident(a.attname), f.aspect, f.value
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
 CROSS JOIN LATERAL (VALUES
   ('place', (SELECT count(*) FROM pg_attribute b WHERE b.attrelid = a.attrelid AND b.attnum > 0
               AND b.attnum <= a.attnum AND NOT b.attisdropped)::text),
   ('type', format_type(a.atttypid, a.atttypmod)),
   ('not null', a.attnotnull::text),
   ('identity', a.attidentity::text),
   ('generated', a.attgenerated::text),
   ('default', pg_get_expr(d.adbin, d.adrelid)),
   ('storage', a.attstorage::text),
   ('compression', a.attcompression::text),
   ('statistics target', a.attstattarget::text),
   ('options', a.attoptions::text),
   ('collation', CASE WHEN a.attcollation <> t.typcollation
                      THEN a.attcollation::regcollation::text END),
   ('inherited', a.attislocal || ' ' || a.attinhcount)) AS f(aspect, value)
 WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind <> 'S' AND n.nspname = ANY(?)
-- kind: constraint
SELECT coalesce(nullif(k.conrelid, 0)::regclass::text, nullif(k.contypid, 0)::regtype::text)
       || ' ' || quote_ident(k.conname), f.aspect, f.value
  FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
 CROSS JOIN LATERAL (VALUES
   ('definition', pg_get_constraintdef(k.oid)),
   ('validated', k.convalidated::text),
   ('deferrable', k.condeferrable || ' ' || k.condeferred),
   ('actions', k.confupdtype::text || k.confdeltype::text || k.confmatchtype::text),
   ('inherited', concat_ws(' ', k.conislocal, k.coninhcount, k.conparentid <> 0,
                            -- Of others it says nothing, and pg_dump does not restore it.
                            CASE k.contype WHEN 'c' THEN k.connoinherit END)),
   ('index', nullif(k.conindid, 0)::regclass::text)) AS f(aspect, value)
 WHERE n.nspname = ANY(?)
-- kind: index
SELECT i.indexrelid::regclass, f.aspect, f.value
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL (VALUES
   ('definition', pg_get_indexdef(i.indexrelid)),
   ('valid', i.indisvalid::text),
   ('clustered', i.indisclustered::text),
   ('replica identity', i.indisreplident::text),
   ('immediate', i.indimmediate::text)) AS f(aspect, value)
 WHERE n.nspname = ANY(?)
-- kind: sequence
SELECT s.seqrelid::regclass, f.aspect, f.value
  FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL (VALUES
   ('parameters', concat_ws(' ', s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin,
                            s.seqmax, s.seqcache, s.seqcycle)),
   ('owned by', (SELECT d.refobjid::regclass || '.' || quote_ident(a.attname) || d.deptype::text
                   FROM pg_depend d JOIN pg_attribute a
                     ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                    AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i'))))
   AS f(aspect, value)
 WHERE n.nspname = ANY(?)
-- kind: type
SELECT t.oid::regtype, f.aspect, f.value
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_range r ON r.rngtypid = t.oid
  LEFT JOIN pg_opclass o ON o.oid = r.rngsubopc
  LEFT JOIN pg_class c ON c.oid = t.typrelid
 CROSS JOIN LATERAL (VALUES
   ('kind', t.typtype::text || t.typcategory::text),
   ('labels', (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder)
                 FROM pg_enum WHERE enumtypid = t.oid)),
   ('attributes', (SELECT string_agg(concat_ws(' ', quote_ident(a.attname),
                            format_type(a.atttypid, a.atttypmod),
                            nullif(a.attcollation, 0)::regcollation), ', ' ORDER BY a.attnum)
                     FROM pg_attribute a
                    WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)),
   ('base', CASE t.typtype WHEN 'd' THEN concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
              'not null', t.typnotnull, nullif(t.typcollation, 0)::regcollation) END),
   ('default', pg_get_expr(t.typdefaultbin, 0)),
   ('range', CASE WHEN r.rngtypid IS NOT NULL THEN concat_ws(' ', r.rngsubtype::regtype,
               o.opcname, nullif(r.rngcollation, 0)::regcollation, r.rngcanonical, r.rngsubdiff,
               r.rngmultitypid::regtype) END)) AS f(aspect, value)
 WHERE (t.typrelid = 0 OR c.relkind = 'c') AND n.nspname = ANY(?) AND NOT EXISTS (
         SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass
            AND d.objid IN (t.oid, t.typelem) AND d.deptype = 'e')
-- kind: routine
SELECT p.oid::regprocedure, f.aspect, f.value
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_language l ON l.oid = p.prolang
  LEFT JOIN pg_aggregate g ON g.aggfnoid = p.oid
 CROSS JOIN LATERAL (VALUES
   ('signature', pg_get_function_arguments(p.oid) || ' returns '
                 || coalesce(pg_get_function_result(p.oid), 'nothing')),
   ('body', p.prosrc),
   ('parsed body', pg_get_function_sqlbody(p.oid)),
   ('attributes', concat_ws(' ', p.prokind, l.lanname, p.provolatile, p.proisstrict, p.prosecdef,
                            p.proleakproof, p.proparallel, p.procost, p.prorows, p.prosupport)),
   ('settings', (SELECT string_agg(s, ', ' ORDER BY s) FROM unnest(p.proconfig) AS s
                  WHERE NOT starts_with(s, 'search_path='))),
   ('search path', (SELECT substr(s, 13) FROM unnest(p.proconfig) AS s
                     WHERE starts_with(s, 'search_path='))),
   ('aggregate', CASE WHEN g.aggfnoid IS NOT NULL THEN concat_ws(' ', g.aggkind,
      g.aggtransfn, g.aggfinalfn, g.aggcombinefn, g.aggtranstype::regtype, g.agginitval,
      nullif(g.aggsortop, 0)::regoperator, g.aggmtransfn) END)) AS f(aspect, value)
 WHERE n.nspname = ANY(?) AND NOT EXISTS (
         SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
            AND d.deptype = 'e')
-- kind: operator
SELECT o.oid::regoperator, 'definition', concat_ws(' ', o.oprkind, o.oprcode, o.oprresult::regtype,
       nullif(o.oprcom, 0)::regoperator, nullif(o.oprnegate, 0)::regoperator, o.oprrest, o.oprjoin,
       o.oprcanmerge, o.oprcanhash)
  FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
 WHERE n.nspname = ANY(?) AND NOT EXISTS (
         SELECT FROM pg_depend d WHERE d.classid = 'pg_operator'::regclass AND d.objid = o.oid
            AND d.deptype = 'e')
-- kind: operator family
SELECT (pg_identify_object('pg_opfamily'::regclass, f.oid, 0)).identity, m.aspect, m.value
  FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace
 CROSS JOIN LATERAL (
   SELECT 'operator ' || amopstrategy, amopopr::regoperator::text FROM pg_amop
    WHERE amopfamily = f.oid
   UNION ALL
   SELECT 'function ' || amprocnum, amproc::regprocedure::text FROM pg_amproc
    WHERE amprocfamily = f.oid) AS m(aspect, value)
 WHERE n.nspname = ANY(?) AND NOT EXISTS (
         SELECT FROM pg_depend d WHERE d.classid = 'pg_opfamily'::regclass AND d.objid = f.oid
            AND d.deptype = 'e')
-- kind: operator class
SELECT (pg_identify_object('pg_opclass'::regclass, o.oid, 0)).identity, 'definition',
       concat_ws(' ', o.opcintype::regtype, o.opcdefault,
         (pg_identify_object('pg_opfamily'::regclass, o.opcfamily, 0)).identity)
  FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace
 WHERE n.nspname = ANY(?) AND NOT EXISTS (
         SELECT FROM pg_depend d WHERE d.classid = 'pg_opclass'::regclass AND d.objid = o.oid
            AND d.deptype = 'e')
-- kind: cast
SELECT '(' || c.castsource::regtype || ' AS ' || c.casttarget::regtype || ')', 'definition',
       concat_ws(' ', nullif(c.castfunc, 0)::regprocedure, c.castcontext, c.castmethod)
  FROM pg_cast c
 WHERE EXISTS (SELECT FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                WHERE t.oid IN (c.castsource, c.casttarget) AND n.nspname = ANY(?))
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass
                      AND d.objid = c.oid AND d.deptype = 'e')
-- kind: collation
SELECT c.oid::regcollation, 'definition', concat_ws(' ', c.collprovider, c.collisdeterministic,
       c.collcollate, c.collctype, to_jsonb(c) ->> 'colliculocale',
       to_jsonb(c) ->> 'colllocale')
  FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace WHERE n.nspname = ANY(?)
-- kind: conversion
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.conname), 'definition',
       concat_ws(' ', c.conforencoding, c.contoencoding, c.conproc, c.condefault)
  FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = ANY(?)
-- kind: text search dictionary
SELECT d.oid::regdictionary, 'definition', quote_ident(tn.nspname) || '.' || t.tmplname || ' '
       || coalesce(d.dictinitoption, '')
  FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace
  JOIN pg_ts_template t ON t.oid = d.dicttemplate JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
 WHERE n.nspname = ANY(?)
-- kind: text search configuration
SELECT c.oid::regconfig, 'mapping of ' || k.alias,
       (SELECT string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno)
          FROM pg_ts_config_map m WHERE m.mapcfg = c.oid AND m.maptokentype = k.tokid)
  FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace
 CROSS JOIN LATERAL ts_token_type(c.cfgparser) AS k WHERE n.nspname = ANY(?)
-- kind: statistics
SELECT quote_ident(n.nspname) || '.' || quote_ident(s.stxname), f.aspect, f.value
  FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
 CROSS JOIN LATERAL (VALUES ('definition', pg_get_statisticsobjdef(s.oid)),
                            ('target', s.stxstattarget::text)) AS f(aspect, value)
 WHERE n.nspname = ANY(?)
-- kind: rule
SELECT c.oid::regclass || ' ' || quote_ident(r.rulename), f.aspect, f.value
  FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
  JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL (VALUES ('definition', pg_get_ruledef(r.oid)),
                            ('enabled', r.ev_enabled::text)) AS f(aspect, value)
 WHERE n.nspname = ANY(?)
-- kind: trigger
SELECT c.oid::regclass || ' ' || quote_ident(t.tgname), f.aspect, f.value
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL (VALUES ('definition', pg_get_triggerdef(t.oid)),
                            ('enabled', t.tgenabled::text),
                            ('cloned', (t.tgparentid <> 0)::text)) AS f(aspect, value)
 WHERE NOT t.tgisinternal AND n.nspname = ANY(?)
-- kind: policy
SELECT c.oid::regclass || ' ' || quote_ident(p.polname), f.aspect, f.value
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL (VALUES
   ('command', p.polcmd::text || ' ' || p.polpermissive),
   ('roles', (SELECT string_agg(r::regrole::text, ', ' ORDER BY r::regrole::text)
                FROM unnest(p.polroles) AS r)),
   ('using', pg_get_expr(p.polqual, p.polrelid)),
   ('check', pg_get_expr(p.polwithcheck, p.polrelid))) AS f(aspect, value)
 WHERE n.nspname = ANY(?)
-- kind: grant
WITH granted AS (
  SELECT c.oid::regclass::text AS subject, c.relnamespace AS space, c.relowner AS owner,
         coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char",
                                       c.relowner)) AS acl
    FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  UNION ALL
  SELECT c.oid::regclass || '.' || quote_ident(a.attname), c.relnamespace, c.relowner, a.attacl
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE NOT a.attisdropped
  UNION ALL
  SELECT p.oid::regprocedure::text, p.pronamespace, p.proowner,
         coalesce(p.proacl, acldefault('f', p.proowner))
    FROM pg_proc p WHERE NOT EXISTS (
         SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
            AND d.deptype = 'e')
  UNION ALL
  SELECT t.oid::regtype::text, t.typnamespace, t.typowner,
         coalesce(t.typacl, acldefault('T', t.typowner))
    FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
   WHERE t.typtype IN ('d', 'e', 'r') OR c.relkind = 'c')
SELECT g.subject, 'to ' || CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END,
       string_agg(a.privilege_type || CASE WHEN a.is_grantable THEN '*' ELSE '' END, ', '
                  ORDER BY a.privilege_type)
  FROM granted g JOIN pg_namespace n ON n.oid = g.space CROSS JOIN LATERAL aclexplode(g.acl) AS a
 WHERE a.grantee <> g.owner AND n.nspname = ANY(?) GROUP BY g.subject, a.grantee
-- kind: default privileges
SELECT quote_ident(n.nspname) || '.*', 'for ' || d.defaclobjtype::text, d.defaclacl::text
  FROM pg_default_acl d JOIN pg_namespace n ON n.oid = d.defaclnamespace WHERE n.nspname = ANY(?)
-- kind: comment
SELECT i.type || ' ' || i.identity || CASE i.type WHEN 'schema' THEN '.*' ELSE '' END, 'text',
       d.description
  FROM pg_description d
 CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) AS i
 WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = d.classoid AND e.objid = d.objoid
                      AND e.deptype = 'e')
   AND d.objoid >= 16384
   AND EXISTS (SELECT FROM unnest(?::text[]) AS s
                WHERE i.identity LIKE '%' || quote_ident(s) || '.%'
                   OR i.type = 'schema' AND i.name = quote_ident(s))
