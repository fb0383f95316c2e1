package io.tributary.checks.file;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.files.chroma.store.ChromaFinding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reports before the start what Chroma has lost or left over in a directory. */
final class ChromaFindingsCheck {
  private static final PreflightCode CODE = PreflightCode.CHROMA_FINDINGS;
  private static final int SHOWN = 10;

  List<PreflightCheck> look(ChromaReading reading, List<ChromaFinding> findings) {
    String subject = reading.source().name();
    if (findings.isEmpty()) {
      return List.of(
          CODE.passed(subject, "Every record has its vector, and every vector its record."));
    }
    Map<ChromaFinding.Kind, List<ChromaFinding>> byKind =
        findings.stream()
            .collect(Collectors.groupingBy(ChromaFinding::kind, TreeMap::new, Collectors.toList()));
    return byKind.entrySet().stream()
        .map(entry -> warning(subject, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static PreflightCheck warning(
      String subject, ChromaFinding.Kind kind, List<ChromaFinding> found) {
    String names =
        found.stream().limit(SHOWN).map(ChromaFinding::name).collect(Collectors.joining(", "))
            + (found.size() > SHOWN ? ", …" : "");
    return CODE.warning(subject, what(kind, found.size(), names), todo(kind));
  }

  private static String what(ChromaFinding.Kind kind, int count, String names) {
    return switch (kind) {
      case LOST_VECTOR -> "Chroma has lost the vectors of %d records: %s.".formatted(count, names);
      case VECTOR_WITHOUT_RECORD ->
          "%d vectors have no record any more and do not move: %s.".formatted(count, names);
      case NOT_FINITE ->
          "The vectors of %d records hold NaN or an infinity: %s.".formatted(count, names);
      case WRONG_DIMENSION ->
          "The vectors of %d records are of another length than their collection's: %s."
              .formatted(count, names);
      case ORPHAN_FOLDER ->
          "%d folders belong to no collection, as deleted ones leave them, and do not move: %s."
              .formatted(count, names);
    };
  }

  private static String todo(ChromaFinding.Kind kind) {
    return switch (kind) {
      case LOST_VECTOR, NOT_FINITE, WRONG_DIMENSION ->
          "They go to the quarantine. Have the application write them anew, or accept them by name"
              + " at the cutover.";
      case VECTOR_WITHOUT_RECORD, ORPHAN_FOLDER ->
          "Nothing, unless the application misses them: Chroma does not show them either.";
    };
  }
}
