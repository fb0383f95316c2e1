package io.tributary.local.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SideChangeAnswer;

/** Which side accepts the writes of applications. Pure. */
public enum WritingSide {
  /** The old databases. */
  @JsonProperty("sources")
  SOURCES("The sources accept writes. Nothing is fenced."),
  /** The new one. */
  @JsonProperty("target")
  TARGET("The target accepts writes. The sources refuse them."),
  /** Between fence and opening: applications wait. */
  @JsonProperty("none")
  NONE("Writes are refused until the running change of sides has ended or is undone."),
  /** Nobody can say. */
  @JsonProperty("unknown")
  UNKNOWN(
      "Nobody can say which side accepts writes: the target, which keeps the state, is silent.");

  private final String sentence;

  WritingSide(String sentence) {
    this.sentence = sentence;
  }

  /** What is true now. */
  static WritingSide of(MigrationAnswer answer) {
    return switch (answer.state()) {
      case "Created", "Starting", "Replicating", "Paused", "Aborted" -> SOURCES;
      case "Switched", "Completing", "Completed" -> TARGET;
      // Only the rehearsal of a cutover can be aborted: that of a rollback begins at the target.
      case "Rehearsing" -> answer.offers("abort") ? SOURCES : TARGET;
      case "CuttingOver" -> changing(answer);
      case "Undoing" -> NONE;
      case "Aborting" -> fenced(answer) ? NONE : SOURCES;
      default -> UNKNOWN;
    };
  }

  private static WritingSide changing(MigrationAnswer answer) {
    SideChangeAnswer change = answer.cutover();
    if (change == null || answer.step() == null) {
      return UNKNOWN;
    }
    WritingSide before = change.back() ? TARGET : SOURCES;
    WritingSide after = change.back() ? SOURCES : TARGET;
    return switch (answer.step()) {
      case "GATE", "REHEARSE" -> before;
      case "FENCE", "DRAIN", "VERIFY", "OPEN" -> NONE;
      case "SWITCH", "DONE" -> after;
      default -> UNKNOWN;
    };
  }

  private static boolean fenced(MigrationAnswer answer) {
    return answer.streams().stream().anyMatch(stream -> stream.fence() != null);
  }

  /** The same in a sentence. */
  public String sentence() {
    return sentence;
  }
}
