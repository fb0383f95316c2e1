package io.tributary.cdc.apply.target;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.sql.Sql;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings under which literals mean the same as where they were written; pure. */
public final class SessionSettings {
  private SessionSettings() {}

  /** Statements that make them, for a session that writes rows of this source. */
  public static String sql(Migration migration, Source source) {
    // The search path lets generated columns and domain checks find the functions that they name.
    Set<String> schemas = new LinkedHashSet<>();
    for (SchemaMapping mapping : source.schemas()) {
      schemas.add(mapping.to());
      schemas.addAll(mapping.tables().values());
    }
    if (migration.target().extensionsSchema() != null) {
      schemas.add(migration.target().extensionsSchema());
    }
    String path = schemas.stream().map(Sql::identifier).collect(Collectors.joining(", "));
    return """
        SET session_replication_role = replica;
        SET search_path = %s;
        SET TimeZone = 'UTC';
        SET DateStyle = 'ISO, YMD';
        SET IntervalStyle = 'postgres';
        SET extra_float_digits = 1;
        SET standard_conforming_strings = on;
        SET bytea_output = 'hex';
        SET xmloption = 'content';
        SET statement_timeout = 0;
        SET lock_timeout = 0;
        SET idle_in_transaction_session_timeout = 0;
        SET default_transaction_isolation = 'read committed';
        SET default_transaction_read_only = off;
        SET row_security = off;
        SET jit = off"""
        .formatted(path);
  }
}
