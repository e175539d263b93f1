// A routing with all that one can have.
import type { AlertRouting } from '../../../../lib/monitoring/routing/routing.ts';

export const routing: AlertRouting = {
  receivers: {
    'platform-pager': { pagerDuty: 'alerts-pager', teams: 'alerts-platform' },
    'platform-chat': { teams: 'alerts-platform' },
    'orders-pager': { pagerDuty: 'alerts-orders', slack: 'alerts-slack' },
    'orders-mail': {
      email: {
        to: 'orders@example.com',
        from: 'alerts@example.com',
        server: 'smtp.example.com:587',
        user: 'alerts',
        password: 'alerts-smtp',
      },
    },
    heartbeat: { webhook: 'alerts-heartbeat' },
  },
  owners: {
    platform: { critical: 'platform-pager', warning: 'platform-chat' },
    orders: { critical: 'orders-pager', warning: 'orders-mail' },
  },
  watchdog: 'heartbeat',
  workingHours: { timeZone: 'Europe/Berlin', from: '09:00', to: '17:30' },
};
