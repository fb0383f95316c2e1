/** The orchestrator's REST API as the demo uses it. */
package io.tributary.local.demo.api;
