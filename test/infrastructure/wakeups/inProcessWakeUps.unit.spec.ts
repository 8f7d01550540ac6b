import { inProcessWakeUps } from '../../../infrastructure/wakeups/inProcessWakeUps.js';
import { wakeUpsContract } from '../../contracts/wakeUps.contract.js';

wakeUpsContract(async (problems) => inProcessWakeUps({ onHandlerError: (error) => problems.push(error) }));
