package io.tributary.orchestrator.store;

import io.tributary.common.evidence.ReportSignature;
import io.tributary.common.evidence.SignedReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A report that is kept of a change of sides.
 *
 * @param cutoverId of the cutover or rollback
 * @param direction cutover or rollback
 * @param at when the change had ended
 * @param signed whether it has a signature
 */
public record EvidenceEntry(String cutoverId, String direction, Instant at, boolean signed) {

  static EvidenceEntry read(ResultSet rows) throws SQLException {
    return new EvidenceEntry(
        rows.getString(1),
        rows.getString(2),
        rows.getObject(3, OffsetDateTime.class).toInstant(),
        rows.getBoolean(4));
  }

  static SignedReport report(ResultSet rows) throws SQLException {
    String value = rows.getString(4);
    return new SignedReport(
        rows.getString(1),
        value == null
            ? Optional.empty()
            : Optional.of(new ReportSignature(rows.getString(2), rows.getString(3), value)));
  }
}
