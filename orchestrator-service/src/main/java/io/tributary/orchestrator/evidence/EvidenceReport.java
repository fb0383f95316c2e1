package io.tributary.orchestrator.evidence;

import com.fasterxml.jackson.core.type.TypeReference;
import io.tributary.common.evidence.CanonicalJson;
import io.tributary.common.json.Json;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.RollbackFollowUp;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What is kept of one change of sides (docs/evidence.md). Pure.
 *
 * @param format raised when a member gets another meaning
 * @param migration the migration's name
 * @param change what was done when, and who ordered it
 * @param streams what was found equal behind the fences; empty where an earlier version of the
 *     orchestrator has opened the sides, and kept nothing
 * @param notCompared what could not be compared, and why
 * @param leftToDo what the opening, or a rollback, has left for afterwards and was not done when
 *     the change ended
 * @param applications how each connects from now on
 * @param checklist how the old databases are taken out of service; empty behind a rollback
 * @param withoutWayBack sources to which nobody can go back from the side that is open now
 * @param versions what has done it
 */
public record EvidenceReport(
    int format,
    String migration,
    SwitchAccount change,
    List<VerifiedStream> streams,
    List<ComparisonGap> notCompared,
    List<LeftToDo> leftToDo,
    List<ApplicationAccess> applications,
    List<RetirementStep> checklist,
    List<SourceWithoutReturn> withoutWayBack,
    ComponentVersions versions) {
  private static final int FORMAT = 1;
  private static final TypeReference<List<VerifiedStream>> STREAMS = new TypeReference<>() {};

  /** What is kept when it is decided to open the other side, to be given to {@link #of}. */
  public static String verified(
      Migration plan, CutoverRun run, MigrationObservations observations) {
    return CanonicalJson.text(
        Json.mapper().valueToTree(VerifiedStream.of(plan, run, observations)));
  }

  /**
   * The report of a change that has ended.
   *
   * @param verified what was kept when it was decided to open; {@code []} where nothing was
   * @param observations what was last seen
   * @param followUps what a rollback leaves to somebody, by source
   */
  public static EvidenceReport of(
      Migration plan,
      CutoverRun run,
      String verified,
      MigrationObservations observations,
      Map<String, List<RollbackFollowUp>> followUps,
      ComponentVersions versions) {
    List<VerifiedStream> streams = streams(verified);
    return new EvidenceReport(
        FORMAT,
        plan.name(),
        SwitchAccount.of(run),
        streams,
        streams.stream().flatMap(stream -> ComparisonGap.of(stream).stream()).toList(),
        LeftToDo.of(plan, run, observations, followUps),
        ApplicationAccess.of(plan, run.direction()),
        new RetirementList(plan).steps(run.direction()),
        SourceWithoutReturn.of(plan, run.direction()),
        versions);
  }

  /** The text that is kept and signed. */
  public String canonical() {
    return CanonicalJson.text(Json.mapper().valueToTree(this));
  }

  private static List<VerifiedStream> streams(String verified) {
    try {
      return Json.mapper().readValue(verified, STREAMS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
