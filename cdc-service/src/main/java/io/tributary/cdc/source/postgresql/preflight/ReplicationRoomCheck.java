package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.source.InitialCopy;
import io.tributary.common.plan.source.Source;
import java.util.List;

/**
 * Checks that a source's server has room for another replication slot and its WAL senders. What
 * this migration holds already counts as free.
 */
enum ReplicationRoomCheck implements CatalogCheck<SourceReading> {
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
                          WHERE s.active_pid = r.pid AND s.slot_name = ANY (?))\
      """);

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
  public List<PreflightCheck> look(SourceReading source) {
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
                "`ALTER SYSTEM SET %s = %d;` and restart the server. Or drop slots that nothing reads: `SELECT slot_name FROM pg_replication_slots WHERE NOT active;`"
                    .formatted(setting, others + needed)));
  }

  /** While tables are copied, the connection on which the slot was made stays open. */
  private long needed(Source source) {
    return this == SENDERS && source.initialCopy() == InitialCopy.COPY ? 2 : 1;
  }

  private static String[] ownSlots(SourceReading source) {
    return source.migration().sources().stream()
        .map(s -> source.topics().capture(new StreamId(source.migration().name(), s.name())).slot())
        .toArray(String[]::new);
  }

  private static boolean sameServer(SourceReading source, Source other) {
    DatabaseAddress ours = source.source().postgres().connection();
    return other
        .address()
        .filter(its -> ours.host().equals(its.host()) && ours.port() == its.port())
        .isPresent();
  }
}
