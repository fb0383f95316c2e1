/** Desired state: what the orchestrator wants each migration to be, published for all services. */
package io.tributary.common.desired;
