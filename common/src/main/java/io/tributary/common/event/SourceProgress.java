package io.tributary.common.event;

import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.StreamProgress;

/**
 * How far one source is, once a second.
 *
 * @param phase how far it is
 * @param stream what was moved
 */
public record SourceProgress(
    String migration, String source, SourcePhase phase, StreamProgress stream) {}
