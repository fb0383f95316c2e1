package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.plan.Connection;
import io.tributary.common.plan.InitialCopy;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SourceKind;
import java.sql.SQLException;
import java.util.List;

/**
 * Each source needs free places of a kind at its server: a replication slot, or a WAL sender or
 * two. What this migration holds already counts as free.
 */
enum ReplicationRoomCheck implements SourceCheck {
  /** Replication slots. */
  SLOTS(
      PreflightCode.REPLICATION_SLOTS,
      "max_replication_slots",
      "SELECT count(*) FROM pg_catalog.pg_replication_slots WHERE slot_name <> ALL (?)"),
  /** Connections that send WAL. */
  SENDERS(
      PreflightCode.WAL_SENDERS,
      "max_wal_senders",
      """
      SELECT count(*) FROM pg_catalog.pg_stat_replication r
       WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_replication_slots s
                          WHERE s.active_pid = r.pid AND s.slot_name = ANY (?))""");

  private final PreflightCode code;
  private final String setting;
  private final String used;

  ReplicationRoomCheck(PreflightCode code, String setting, String used) {
    this.code = code;
    this.setting = setting;
    this.used = used;
  }

  @Override
  public PreflightCode code() {
    return code;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    long limit = source.query().number("SELECT current_setting(?)::bigint", setting);
    long others = source.query().number(used, (Object) ownSlots(source));
    long needed =
        source.migration().sources().stream()
            .filter(s -> sameServer(source, s))
            .mapToLong(this::needed)
            .sum();
    String finding =
        "%s is %d, others use %d, this migration needs %d."
            .formatted(setting, limit, others, needed);
    return List.of(
        limit - others >= needed
            ? code.passed(source.subject(), finding)
            : code.failed(
                source.subject(),
                finding,
                "ALTER SYSTEM SET %s = %d; then restart the server. Or drop slots that nothing reads: SELECT slot_name FROM pg_replication_slots WHERE NOT active;"
                    .formatted(setting, others + needed)));
  }

  /** While tables are copied, the connection on which the slot was made stays open. */
  private long needed(Source source) {
    return this == SENDERS && source.initialCopy() == InitialCopy.COPY ? 2 : 1;
  }

  private static String[] ownSlots(SourceReading source) {
    return source.migration().sources().stream()
        .map(s -> "tributary-" + source.migration().name() + "-" + s.name())
        .map(name -> name.replace('-', '_'))
        .toArray(String[]::new);
  }

  private static boolean sameServer(SourceReading source, Source other) {
    Connection ours = source.source().connection();
    return other.kind() == SourceKind.POSTGRESQL
        && ours.host().equals(other.connection().host())
        && ours.port() == other.connection().port();
  }
}
