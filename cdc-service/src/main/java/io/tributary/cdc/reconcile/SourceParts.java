package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.capture.CaptureService;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.fence.FenceService;
import io.tributary.cdc.schema.SchemaService;
import jakarta.enterprise.context.ApplicationScoped;

/** The parts that do a source's steps; all of them are idempotent and thread-safe. */
@ApplicationScoped
public class SourceParts {
  private final SchemaService schema;
  private final CaptureService capture;
  private final FenceService fence;
  private final ApplyService apply;
  private final Databases databases;

  SourceParts(
      SchemaService schema,
      CaptureService capture,
      FenceService fence,
      ApplyService apply,
      Databases databases) {
    this.schema = schema;
    this.capture = capture;
    this.fence = fence;
    this.apply = apply;
    this.databases = databases;
  }

  SchemaService schema() {
    return schema;
  }

  CaptureService capture() {
    return capture;
  }

  FenceService fence() {
    return fence;
  }

  ApplyService apply() {
    return apply;
  }

  Databases databases() {
    return databases;
  }
}
