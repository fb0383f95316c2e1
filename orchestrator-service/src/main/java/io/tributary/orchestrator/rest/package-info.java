/** The REST API: reads requests, places orders, shows what is known, never a secret. */
package io.tributary.orchestrator.rest;
