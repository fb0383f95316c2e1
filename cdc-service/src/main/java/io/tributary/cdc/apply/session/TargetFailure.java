package io.tributary.cdc.apply.session;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.RowValues;
import io.tributary.common.error.Sentences;
import io.tributary.common.error.ServerAnswer;
import io.tributary.common.error.TributaryException;
import io.tributary.common.tls.TlsRefusal;
import io.vertx.pgclient.PgException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A refusal of the target or a lost connection, sorted by what helps. */
public final class TargetFailure extends TributaryException {
  private static final long serialVersionUID = 1L;

  /** Lost, not let in, or a server that only reads because it is a standby. */
  private static final Set<String> UNREACHABLE = Set.of("08", "57P", "28", "25006");

  private static final Set<String> BUSY =
      Set.of("40P01", "40001", "55P03", "57014", "55006", "0A000");
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  /** NOT NULL and CHECK: the message names column or constraint, the detail prints the row. */
  private static final Set<String> WHOLE_ROW_IN_DETAIL = Set.of("23502", "23514");

  private final String end;
  private final String sqlState;
  private final String said;
  private final String answer;

  private TargetFailure(
      ApplyError error,
      String message,
      String end,
      String sqlState,
      String said,
      String answer,
      @Nullable Throwable cause) {
    super(error, message, Map.of("sqlState", sqlState), cause);
    this.end = end;
    this.sqlState = sqlState;
    this.said = said;
    this.answer = answer;
  }

  /**
   * Sorts what the driver threw. Anything that is no answer of the server is a lost connection.
   *
   * @param end whose server it is, as a message names it
   */
  static TargetFailure of(String end, Throwable cause) {
    String refused = TlsRefusal.reason(cause);
    if (refused != null) {
      return new TargetFailure(
          ApplyError.TARGET_TLS,
          "There is no encrypted connection to "
              + end
              + ": "
              + refused
              + ". Check tls, tls-ca, tls-certificate and tls-key in the migration file.",
          end,
          "",
          "",
          "",
          cause);
    }
    if (cause instanceof PgException answer && answer.getSqlState() != null) {
      return answered(end, answer);
    }
    return new TargetFailure(
        ApplyError.TARGET_UNREACHABLE,
        "The connection to "
            + end
            + " was lost or could not be made: "
            + Sentences.of(cause)
            + ". It is tried again; check server and network.",
        end,
        "",
        "",
        "",
        cause);
  }

  private static TargetFailure answered(String end, PgException answer) {
    String state = answer.getSqlState();
    String whole = answer(state, answer.getErrorMessage(), answer.getDetail());
    String masked = new ServerAnswer(state, answer.getErrorMessage(), answer.getWhere()).shown();
    String said = RowValues.shown() ? whole : answer(state, masked, null);
    ApplyError error = sort(state);
    String next =
        switch (error) {
          case TARGET_UNREACHABLE -> "It is tried again; check the server.";
          case TARGET_BUSY -> "The batch is tried again.";
          case TARGET_RESOURCES -> "The batch is tried again; make room or grant the right.";
          case CHANGE_REFUSED -> "Mend the cause there and type `./tributary replay NAME`.";
          default -> "Mend it there and type `./tributary resume NAME`.";
        };
    return new TargetFailure(
        error,
        Sentences.beginning(end) + " refused: " + said + ". " + next,
        end,
        state,
        said,
        whole,
        // A logged stack would quote the value again.
        masked.equals(answer.getErrorMessage()) ? answer : null);
  }

  /**
   * The error with values of the row, for those who ask for the row itself; without them in the
   * field {@link ErrorReport#SAID}.
   */
  public ErrorReport whole() {
    Map<String, String> fields = new TreeMap<>(report().fields());
    String refused = Sentences.beginning(end) + " refused: ";
    fields.put(ErrorReport.SAID, refused + said + ".");
    return ErrorReport.of(code(), refused + answer + ".", fields);
  }

  /**
   * What the server said, without the row and without advice.
   *
   * @param detail null without one
   */
  public static String answer(String sqlState, String message, @Nullable String detail) {
    return withDetail(sqlState, message, detail) + " (SQLSTATE " + sqlState + ")";
  }

  private static String withDetail(String sqlState, String message, @Nullable String detail) {
    boolean silent = detail == null || WHOLE_ROW_IN_DETAIL.contains(sqlState);
    return message + (silent ? "" : " " + detail);
  }

  private static ApplyError sort(String state) {
    if (UNREACHABLE.stream().anyMatch(state::startsWith)) {
      return ApplyError.TARGET_UNREACHABLE;
    }
    if (BUSY.contains(state)) {
      return ApplyError.TARGET_BUSY;
    }
    if (state.startsWith("53") || state.startsWith("58") || state.equals(INSUFFICIENT_PRIVILEGE)) {
      return ApplyError.TARGET_RESOURCES;
    }
    boolean value = state.startsWith("22") || state.startsWith("23");
    return value ? ApplyError.CHANGE_REFUSED : ApplyError.TARGET_REFUSED;
  }

  /** What the server said, without advice. */
  public String answer() {
    return answer;
  }

  /** The {@link #answer} without values of the row, unless they may be shown. */
  public String said() {
    return said;
  }

  /** Whether the server said nothing at all. */
  boolean silent() {
    return sqlState.isEmpty() && report().code().equals(ApplyError.TARGET_UNREACHABLE.code());
  }

  /** Whether a row collides with another one, which delete-then-insert may avoid. */
  public boolean collision() {
    return sqlState.equals("23505") || sqlState.equals("23P01");
  }

  /** Whether a text is none of its type's: an enum may lack a label. */
  public boolean unknownWord() {
    return sqlState.equals("22P02");
  }

  /** Whether it is the change's own value or row that the target does not take. */
  public boolean refusesChange() {
    return report().code().equals(ApplyError.CHANGE_REFUSED.code());
  }
}
