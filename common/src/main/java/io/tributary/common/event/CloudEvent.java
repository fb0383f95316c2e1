package io.tributary.common.event;

import io.tributary.common.verdict.TableVerdict;
import java.time.Instant;

/**
 * A CloudEvent 1.0 in structured JSON form
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md).
 *
 * @param id unique per source
 * @param source a URI reference, {@code /tributary/<service>}
 * @param type versioned, such as {@code io.tributary.validation.table.v1}
 * @param subject {@code migration/source/table} or a part of it
 * @param time when it happened
 * @param data the payload
 * @param <T> the payload's type
 */
public record CloudEvent<T>(
    String specversion,
    String id,
    String source,
    String type,
    String subject,
    Instant time,
    String datacontenttype,
    T data) {

  /** Type of {@link TableVerdict} on the validation topic. */
  public static final String VALIDATION_TABLE = "io.tributary.validation.table.v1";

  /** Type of {@link SourceProgress} on the progress topic. */
  public static final String PROGRESS_SOURCE = "io.tributary.progress.source.v1";

  /** Type of {@link CutoverStep} on the cutover topic. */
  public static final String CUTOVER_STEP = "io.tributary.cutover.step.v1";

  /** Type of {@link CutoverRehearsal} on the cutover topic. */
  public static final String CUTOVER_REHEARSED = "io.tributary.cutover.rehearsed.v1";

  /** Type of {@link AuditEntry} on the audit topic. */
  public static final String AUDIT_ENTRY = "io.tributary.audit.entry.v1";

  /** Type of a {@link Notification}, which is posted to web addresses and is on no topic. */
  public static final String NOTIFICATION = "io.tributary.notification.v1";

  /** An event with JSON payload. */
  public static <T> CloudEvent<T> of(
      String id, String source, String type, String subject, Instant time, T data) {
    return new CloudEvent<>("1.0", id, source, type, subject, time, "application/json", data);
  }
}
