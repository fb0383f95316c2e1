/** The real n8n as an application that is moved: its installation, its processes, its webhooks. */
package io.tributary.local.n8n;
