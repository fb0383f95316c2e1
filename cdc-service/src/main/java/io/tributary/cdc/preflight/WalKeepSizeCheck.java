package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** A limit on kept WAL can cost the slot while capture is behind. */
final class WalKeepSizeCheck implements SourceCheck {
  private static final String LIMIT =
      "SELECT setting::bigint FROM pg_catalog.pg_settings WHERE name = 'max_slot_wal_keep_size'";

  @Override
  public PreflightCode code() {
    return PreflightCode.WAL_KEEP_SIZE;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    long megabytes = source.query().number(LIMIT);
    return List.of(
        megabytes < 0
            ? code()
                .passed(
                    source.subject(), "The server keeps the WAL that a slot needs without limit.")
            : code()
                .warning(
                    source.subject(),
                    "max_slot_wal_keep_size is %d MB: if capture is ever further behind, the slot is lost and the migration has to start anew."
                        .formatted(megabytes),
                    "ALTER SYSTEM SET max_slot_wal_keep_size = -1; SELECT pg_reload_conf(); and watch the disk."));
  }
}
