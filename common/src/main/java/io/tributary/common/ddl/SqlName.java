package io.tributary.common.ddl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name that may have a schema, as the catalog spells both.
 *
 * @param schema null when it has none
 * @param name without it
 */
record SqlName(@Nullable String schema, String name) {

  static SqlName at(List<SqlToken> tokens, int at) {
    boolean qualified =
        at + 2 < tokens.size() && tokens.get(at + 1).is(".") && tokens.get(at + 2).isName();
    return qualified
        ? new SqlName(tokens.get(at).name(), tokens.get(at + 2).name())
        : new SqlName(null, tokens.get(at).name());
  }
}
