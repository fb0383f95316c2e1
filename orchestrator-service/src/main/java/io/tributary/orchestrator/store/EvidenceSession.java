package io.tributary.orchestrator.store;

import io.tributary.common.evidence.ReportSignature;
import io.tributary.common.evidence.SignedReport;
import io.tributary.common.plan.RollbackFollowUp;
import io.tributary.database.DatabaseSession;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one target keeps of changes of sides, beside what {@link TargetSession#store} adds to it.
 * Every method is one transaction and blocks; every failure is a {@link StoreError}.
 */
public final class EvidenceSession {
  private final DatabaseSession session;

  EvidenceSession(DatabaseSession session) {
    this.session = session;
  }

  /** What was found behind the fences of a cutover or rollback; empty before it was to open. */
  public Optional<String> verification(String migration, String cutoverId) {
    return session.first(
        StoreStatements.VERIFICATION, rows -> rows.getString(1), migration, cutoverId);
  }

  /** The reports of a migration, oldest first. */
  public List<EvidenceEntry> entries(String migration) {
    return session.list(StoreStatements.EVIDENCE, EvidenceEntry::read, migration);
  }

  /** The report of a cutover or rollback; empty when there is none. */
  public Optional<SignedReport> report(String migration, String cutoverId) {
    return session.first(StoreStatements.REPORT, EvidenceEntry::report, migration, cutoverId);
  }

  /** Adds a signature to a report, unless it has one. */
  public void sign(String migration, String cutoverId, ReportSignature signature, Instant at) {
    session.update(
        StoreStatements.SIGN,
        migration,
        cutoverId,
        TargetSession.time(at),
        signature.algorithm(),
        signature.publicKey(),
        signature.value());
  }

  /** What rollbacks leave to somebody, by source; of those whose target was prepared. */
  public Map<String, List<RollbackFollowUp>> followUps(String migration) {
    Map<String, List<RollbackFollowUp>> found = new TreeMap<>();
    session.list(
        StoreStatements.PREPARED,
        row ->
            found.put(
                row.getString(1),
                List.of(TargetSession.read(row.getString(2), RollbackFollowUp[].class))),
        migration,
        RollbackFollowUp.ITEM);
    return found;
  }

  /** The version of the server, as it says it. */
  public String version() {
    return session.text(StoreStatements.VERSION);
  }
}
