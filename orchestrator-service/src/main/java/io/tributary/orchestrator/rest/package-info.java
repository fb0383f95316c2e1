/** The REST API: reads requests, places orders, shows what is known, never a secret. */
@NullMarked
package io.tributary.orchestrator.rest;

import org.jspecify.annotations.NullMarked;
