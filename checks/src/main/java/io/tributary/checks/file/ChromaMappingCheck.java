package io.tributary.checks.file;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.util.ArrayList;
import java.util.List;

/** What cannot be moved as declared, and what the target will lack: an index, half the digits. */
final class ChromaMappingCheck {
  private static final PreflightCode CODE = PreflightCode.CHROMA_MAPPING;

  List<PreflightCheck> look(ChromaReading reading) {
    String subject = reading.source().name();
    List<PreflightCheck> found = new ArrayList<>();
    reading
        .mapping()
        .problems()
        .forEach(
            problem ->
                found.add(
                    CODE.failed(subject, problem, "Correct the rules in the migration file.")));
    if (found.isEmpty()) {
      found.add(
          CODE.passed(
              subject,
              reading.mapping().tables().size() + " collections can be moved as declared."));
    }
    reading.mapping().remarks().stream()
        .filter(remark -> remark.code().aboutVectorIndex())
        .forEach(
            remark ->
                found.add(
                    PreflightCode.CHROMA_REMARKS.warning(
                        subject,
                        "Collection " + remark.table() + ": " + remark.text(),
                        "Read docs/chroma.md on indexes and decide whether the application minds.")));
    found.addAll(WayBackFindings.of(reading.source(), reading.basis(), reading.mapping()));
    return found;
  }
}
