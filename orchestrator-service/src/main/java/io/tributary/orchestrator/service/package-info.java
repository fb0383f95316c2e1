/** Starts and stops the service: configuration, wiring, readiness checks. */
package io.tributary.orchestrator.service;
