package io.tributary.cdc.apply.session;

import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.sql.KeepAliveSettings;
import io.tributary.common.sql.Sql;
import io.tributary.common.sql.ValueSettings;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings of a session in which literals mean what they meant at the source; pure. */
public final class ApplySessionSettings {
  private ApplySessionSettings() {}

  /** Statements that make them, for a session that writes rows of this source. */
  public static String sql(MovingSource moving) {
    // The search path lets generated columns and domain checks find the functions that they name.
    Set<String> schemas = new LinkedHashSet<>();
    for (SchemaMapping mapping : moving.source().schemas()) {
      schemas.add(mapping.to());
      schemas.addAll(mapping.tables().values());
    }
    String extensions = moving.migration().target().extensionsSchema();
    if (extensions != null) {
      schemas.add(extensions);
    }
    String path = schemas.stream().map(Sql::identifier).collect(Collectors.joining(", "));
    return ValueSettings.SQL
        + KeepAliveSettings.SQL
        + """
        SET session_replication_role = replica;
        SET search_path = %s;
        SET statement_timeout = 0;
        SET lock_timeout = 0;
        SET idle_in_transaction_session_timeout = 0;
        SET default_transaction_isolation = 'read committed';
        SET default_transaction_read_only = off;
        SET row_security = off;
        SET jit = off\
        """
            .formatted(path);
  }
}
