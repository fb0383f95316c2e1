/** Answers the latest verdicts over HTTP, and takes orders for a pass. */
package io.tributary.validator.rest;
