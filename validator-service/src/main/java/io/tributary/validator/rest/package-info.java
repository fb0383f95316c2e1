/** The latest verdicts over HTTP, and the wish for a pass now. */
package io.tributary.validator.rest;
