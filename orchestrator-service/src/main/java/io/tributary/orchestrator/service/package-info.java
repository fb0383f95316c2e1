/** Starts and stops the service: configuration, wiring, readiness checks. */
@NullMarked
package io.tributary.orchestrator.service;

import org.jspecify.annotations.NullMarked;
