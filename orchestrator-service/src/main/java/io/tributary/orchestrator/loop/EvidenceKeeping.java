package io.tributary.orchestrator.loop;

import io.tributary.common.error.TributaryException;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.evidence.SignedReport;
import io.tributary.common.evidence.SigningKey;
import io.tributary.common.plan.RollbackFollowUp;
import io.tributary.common.secret.SecretRef;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.evidence.ComponentVersions;
import io.tributary.orchestrator.evidence.EvidenceFile;
import io.tributary.orchestrator.evidence.EvidenceReport;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.state.CuttingOver;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.OpeningTargets;
import io.tributary.orchestrator.store.EvidenceEntry;
import io.tributary.orchestrator.store.SwitchEvidence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Makes the signed reports of cutovers and rollbacks. What a report says is stored with the
 * transitions themselves, so that no crash loses it; signature and file follow, and are made later
 * where they fail. Used by one thread.
 */
final class EvidenceKeeping {
  private static final Logger LOG = Logger.getLogger(EvidenceKeeping.class);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final String migration;
  private final MigrationLedger ledger;
  private final LoopServices services;

  /** Ids of reports that are signed and written, as far as they are to be. */
  private final Set<String> settled = new HashSet<>();

  private boolean pending = true;
  private Instant retryAt = Instant.MIN;
  private String trouble = "";

  EvidenceKeeping(String migration, MigrationLedger ledger, LoopServices services) {
    this.migration = migration;
    this.ledger = ledger;
    this.services = services;
  }

  /** What is to be stored with a transition; asks the target where that ends a change of sides. */
  SwitchEvidence of(
      MigrationRecord before, MigrationRecord after, MigrationObservations observations) {
    Optional<CutoverRun> run = after.state().lastCutover();
    if (run.isEmpty()) {
      return SwitchEvidence.NONE;
    }
    CutoverRun now = run.get();
    if (after.state() instanceof OpeningTargets && !(before.state() instanceof OpeningTargets)) {
      String found = EvidenceReport.verified(after.plan(), now, observations);
      return new SwitchEvidence(now.id(), now.way().word(), found, null);
    }
    if (before.state() instanceof CuttingOver && now.current().step() == Step.DONE) {
      pending = true;
      return new SwitchEvidence(now.id(), now.way().word(), null, report(after, now, observations));
    }
    return SwitchEvidence.NONE;
  }

  private String report(MigrationRecord after, CutoverRun run, MigrationObservations observations) {
    String verified =
        ledger.ask(session -> session.evidence().verification(migration, run.id())).orElse("[]");
    ComponentVersions versions =
        new ComponentVersions(
            services.evidence().version(),
            Runtime.version().toString(),
            ledger.ask(session -> session.evidence().version()));
    Map<String, List<RollbackFollowUp>> followUps =
        ledger.ask(session -> session.evidence().followUps(migration));
    return EvidenceReport.of(after.plan(), run, verified, observations, followUps, versions)
        .canonical();
  }

  /** Another instance may have left something undone. */
  void takeUp() {
    pending = true;
  }

  /** Signs and writes what is not signed and written yet. A failure is logged and tried again. */
  void settle() {
    boolean paused = services.clock().instant().isBefore(retryAt);
    // Writers may be waiting in a change of sides.
    if (!pending || paused || ledger.record().state() instanceof CuttingOver) {
      return;
    }
    try {
      for (EvidenceEntry entry : ledger.ask(session -> session.evidence().entries(migration))) {
        if (!settled.contains(entry.cutoverId())) {
          settle(entry);
          settled.add(entry.cutoverId());
        }
      }
      pending = false;
      trouble = "";
    } catch (TributaryException e) {
      retryAt = services.clock().instant().plus(RETRY);
      if (!trouble.equals(e.report().code())) {
        trouble = e.report().code();
        LOG.errorf("evidence migration=%s code=%s %s", migration, trouble, e.report().message());
      }
    }
  }

  private void settle(EvidenceEntry entry) {
    Optional<SecretRef> key = services.evidence().key();
    if (key.isPresent() && !entry.signed()) {
      sign(entry.cutoverId(), key.get());
    }
    Optional<Path> directory = services.evidence().directory();
    if (directory.isPresent()) {
      EvidenceFile.of(directory.get(), migration, entry.cutoverId()).write(kept(entry.cutoverId()));
    }
  }

  private void sign(String cutoverId, SecretRef where) {
    SigningKey key = SigningKey.of(services.ownSecrets().read(where), where.display());
    String report = kept(cutoverId).report();
    ledger.tell(
        session ->
            session
                .evidence()
                .sign(migration, cutoverId, key.sign(report), services.clock().instant()));
  }

  private SignedReport kept(String cutoverId) {
    return ledger.ask(session -> session.evidence().report(migration, cutoverId)).orElseThrow();
  }
}
